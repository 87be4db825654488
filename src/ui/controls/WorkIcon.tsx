import { LoaderCircle, type LucideIcon } from 'lucide-react';
import css from './controls.module.css';

/** The icon of a button; it turns while what the button began is under way. */
export function WorkIcon({ icon: Icon, isWorking }: { readonly icon: LucideIcon; readonly isWorking: boolean }) {
  return isWorking ? <LoaderCircle size={14} className={css.working} aria-hidden /> : <Icon size={14} aria-hidden />;
}
