import { DataError, type SourceFile } from '../dataset.ts';
import { hasHdf5Signature } from '../hdf5.ts';
import { arrayIn, headerOf, type MatValue } from './matArray.ts';
import { broken, elementAt, elementTypes, latin1, type MatBytes, textIn } from './matBytes.ts';
import { inflate } from './matInflate.ts';

/** A variable that a MAT file holds; its data are not read yet. */
export interface MatVariable {
  readonly name: string;
  readonly shape: readonly number[];
  /** @throws DataError 'bad-annotation', 'too-large' */
  read(): Promise<MatValue>;
}

/** Bytes of one variable, unpacked; MPII's release has about 200 MB. */
const mostBytes = 2 ** 30;
const mostVariables = 1000;
/** Enough for flags, dimensions and the longest name. */
const headBytes = 512;

/**
 * The variables of a MATLAB v5 file (versions 6 and 7 of `save`), of either byte order, compressed or not. Format: MathWorks, "MAT-File
 * Format", chapter 1.
 * @throws DataError 'bad-annotation' when it is broken or of another version; the cure says what to do
 */
export async function openMat(file: SourceFile): Promise<MatVariable[]> {
  const blob = await file.bytes();
  const little = checkVersion(new Uint8Array(await blob.slice(0, 520).arrayBuffer()), file.path);
  const variables: MatVariable[] = [];
  for (let at = 128; at + 8 <= blob.size; ) {
    const place = `variable ${variables.length + 1}`;
    const tag = new DataView(await blob.slice(at, at + 8).arrayBuffer());
    const type = tag.getUint32(0, little);
    const bytes = tag.getUint32(4, little);
    const start = at + 8;
    if (start + bytes > blob.size) throw broken(file.path, place, 'the file ends within it');
    const data = blob.slice(start, start + bytes);
    if (type === elementTypes.compressed) variables.push(await packedVariable(data, little, file.path, place));
    else if (type === elementTypes.matrix) variables.push(await plainVariable(blob.slice(at, start + bytes), little, file.path, place));
    else throw broken(file.path, place, `an element of type ${type} where a variable should be`);
    if (variables.length > mostVariables) throw broken(file.path, '', `more than ${mostVariables} variables`);
    at = start + bytes;
  }
  return variables;
}

async function plainVariable(data: Blob, little: boolean, file: string, place: string): Promise<MatVariable> {
  const head = new Uint8Array(await data.slice(0, headBytes).arrayBuffer());
  return variableOf(head, little, file, place, async () => {
    if (data.size > mostBytes) throw tooLarge(file, place, data.size);
    return new Uint8Array(await data.arrayBuffer());
  });
}

async function packedVariable(data: Blob, little: boolean, file: string, place: string): Promise<MatVariable> {
  const at = { file, place };
  const head = await inflate(data, headBytes, (bytes) => bytes.length, at);
  const whole = (bytes: Uint8Array) => {
    const source = bytesOf(bytes, little, file, place);
    // The tag's length; `elementAt` would want all of it to be here.
    const size = bytes.length < 8 ? 0 : 8 + source.view.getUint32(4, little);
    if (size > mostBytes) throw tooLarge(file, place, size);
    return size;
  };
  return variableOf(head, little, file, place, () => inflate(data, 8, whole, at));
}

function variableOf(head: Uint8Array, little: boolean, file: string, place: string, bytes: () => Promise<Uint8Array>): MatVariable {
  const source = bytesOf(head, little, file, place);
  if (head.length < 8 || source.view.getUint32(0, little) !== elementTypes.matrix) throw broken(file, place, 'this is not an array');
  const header = headerOf(source, 8, head.length);
  const name = textIn(source, header.name);
  return {
    name,
    shape: header.shape,
    async read() {
      const all = bytesOf(await bytes(), little, file, name);
      return arrayIn(all, elementAt(all, 0, all.view.byteLength));
    },
  };
}

function bytesOf(bytes: Uint8Array, little: boolean, file: string, variable: string): MatBytes {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), little, file, variable };
}

/** Whether the file is little-endian; throws when it is of another version. */
function checkVersion(head: Uint8Array, file: string): boolean {
  const cure = "Open it in MATLAB or Octave and save it again in the older format: save('file.mat', '-v7').";
  const other = (problem: string) => new DataError('bad-annotation', { file, problem, cure });
  if (hasHdf5Signature(head, 512) || hasHdf5Signature(head)) throw other('this is a MATLAB file of version 7.3 (HDF5), which is not read');
  const order = latin1(head.subarray(126, 128));
  const little = order === 'IM';
  // Version 4 has no text at its start but five small integers.
  if (!little && order !== 'MI')
    throw other(head.length < 128 ? 'this is not a whole MATLAB file' : 'this is not a MATLAB file of version 5');
  const version = head[little ? 125 : 124];
  if (version !== 1) throw other(`this is a MATLAB file of version ${version === 2 ? '7.3' : `${version}`}, which is not read`);
  return little;
}

function tooLarge(file: string, place: string, bytes: number): DataError {
  return new DataError('too-large', {
    file,
    place,
    problem: `it holds ${Math.round(bytes / 1e6)} MB; the limit is ${Math.round(mostBytes / 1e6)} MB`,
    cure: 'Save only the annotations, not the pictures, in the file.',
  });
}
