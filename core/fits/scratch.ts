/** Memory that is used again and again: what was taken before is overwritten. */
export class Scratch {
  private bytes = new Uint8Array(0);

  /** `length` bytes of any content. */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (this.bytes.length < length) this.bytes = new Uint8Array(length);
    return this.bytes.subarray(0, length);
  }
}
