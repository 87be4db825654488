import { DataError, type SourceFile } from './dataset.ts';

/** A browser holds no text that is much longer. */
const longestText = 500e6;

/** The text of an annotation file. @throws DataError 'too-large' over `limit` bytes */
export async function readText(file: SourceFile, limit = longestText): Promise<string> {
  if (file.size > limit) {
    const problem =
      limit === longestText
        ? `an annotation file of ${megabytes(file.size)} is more than a browser can hold as one text`
        : `an annotation file of ${megabytes(file.size)} is more than the limit of ${megabytes(limit)}`;
    throw new DataError('too-large', { file: file.path, problem, cure: 'Split it into several annotation files.' });
  }
  return (await file.bytes()).text();
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

/** The value of a JSON file. @throws DataError 'bad-annotation' when it is no JSON, 'too-large' over `limit` bytes */
export async function readJson(file: SourceFile, limit?: number): Promise<unknown> {
  const text = await readText(file, limit);
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const number = /[:,[]\s*-?(NaN|Infinity)\b/.exec(text)?.[1];
    throw new DataError(
      'bad-annotation',
      {
        file: file.path,
        problem: number
          ? `${number} is not a number in JSON`
          : `this is not JSON (${error instanceof Error ? error.message : 'unreadable'})`,
        cure: number ? 'Write 0, 0, 0 for a joint that is not labelled.' : 'The file may be cut off: copy or export it again.',
      },
      { cause: error },
    );
  }
}
