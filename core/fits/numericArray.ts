/** Types of numbers as numpy writes them: a letter and the size in bytes. */
export type NumericType = 'i1' | 'u1' | 'i2' | 'u2' | 'i4' | 'u4' | 'i8' | 'u8' | 'f4' | 'f8';

export type NumericArray =
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** The bytes of a buffer as numbers of that type. */
export function viewAs(type: NumericType, buffer: ArrayBuffer): NumericArray {
  switch (type) {
    case 'i1':
      return new Int8Array(buffer);
    case 'u1':
      return new Uint8Array(buffer);
    case 'i2':
      return new Int16Array(buffer);
    case 'u2':
      return new Uint16Array(buffer);
    case 'i4':
      return new Int32Array(buffer);
    case 'u4':
      return new Uint32Array(buffer);
    case 'i8':
      return new BigInt64Array(buffer);
    case 'u8':
      return new BigUint64Array(buffer);
    case 'f4':
      return new Float32Array(buffer);
    case 'f8':
      return new Float64Array(buffer);
  }
}

export function bytesPer(type: NumericType): 1 | 2 | 4 | 8 {
  switch (type) {
    case 'i1':
    case 'u1':
      return 1;
    case 'i2':
    case 'u2':
      return 2;
    case 'i4':
    case 'u4':
    case 'f4':
      return 4;
    case 'i8':
    case 'u8':
    case 'f8':
      return 8;
  }
}

/** The same numbers as float64; 64-bit integers beyond 2^53 are rounded. */
export function toFloat64(numbers: NumericArray): Float64Array<ArrayBuffer> {
  if (numbers instanceof Float64Array) return numbers;
  if (!(numbers instanceof BigInt64Array || numbers instanceof BigUint64Array)) {
    return new Float64Array(numbers);
  }
  const result = new Float64Array(numbers.length);
  for (let i = 0; i < result.length; i++) result[i] = Number(numbers[i]);
  return result;
}

export function typeOfArray(numbers: NumericArray): NumericType {
  if (numbers instanceof Float32Array) return 'f4';
  if (numbers instanceof Float64Array) return 'f8';
  if (numbers instanceof Int8Array) return 'i1';
  if (numbers instanceof Uint8Array) return 'u1';
  if (numbers instanceof Int16Array) return 'i2';
  if (numbers instanceof Uint16Array) return 'u2';
  if (numbers instanceof Int32Array) return 'i4';
  if (numbers instanceof Uint32Array) return 'u4';
  return numbers instanceof BigInt64Array ? 'i8' : 'u8';
}
