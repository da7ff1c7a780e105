/** A task's id: 128 bits in hexadecimal. */
export const idLength = 32;
/** The same as bytes. */
export const idBytes = 16;
