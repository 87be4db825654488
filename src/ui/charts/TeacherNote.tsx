import { whole } from '../format.ts';
import css from './Charts.module.css';

interface Props {
  /** Labels that something is measured against; none before it is. */
  readonly of: { readonly labels: number; readonly labelsOfTeacher: number } | null | undefined;
}

/** A teacher’s labels are no truth: stands wherever a score is measured against some. */
export function TeacherNote({ of }: Props) {
  if (!of || of.labelsOfTeacher === 0) return null;
  return (
    <p className={css.teacher}>
      Scored against a teacher’s labels ({whole(of.labelsOfTeacher)} of {whole(of.labels)})
    </p>
  );
}
