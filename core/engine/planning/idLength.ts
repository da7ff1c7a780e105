/** Characters of a task's id: 128 bits in hexadecimal. */
export const idLength = 32;
