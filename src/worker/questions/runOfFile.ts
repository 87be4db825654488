import { type RunCourse, readRunCourse } from '../../export/runFile.ts';
import type { Question } from './question.ts';

/** How the run in a `.poseduel` file went, to be compared; what is open stays as it is. @throws DataError 'bad-run', 'too-large' */
export const runOfFile: Question<{ readonly file: File }, RunCourse> = ({ file }) => readRunCourse(file, file.name);
