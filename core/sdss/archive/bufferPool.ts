/** Buffers that are used again: fresh memory per file costs more than the copy. */
export interface BufferPool {
  borrow(): Buffer;
  giveBack(buffer: Buffer): void;
}

export function createBufferPool(bytes: number): BufferPool {
  const free: Buffer[] = [];
  return {
    borrow: () => free.pop() ?? Buffer.allocUnsafeSlow(bytes),
    giveBack: (buffer) => void free.push(buffer),
  };
}
