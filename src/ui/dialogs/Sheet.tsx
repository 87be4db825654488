import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ViewState } from '../../store/view.ts';
import controls from '../controls/controls.module.css';
import { usePlayground, useView } from '../playground.ts';
import css from './Dialogs.module.css';

/** A modal sheet, open while the view asks for it by name. */
export function Sheet({
  name,
  title,
  onClose,
  finalFocus,
  children,
}: {
  readonly name: ViewState['dialog'];
  readonly title: string;
  /** In place of merely closing. */
  readonly onClose?: () => void;
  /** Where the focus goes when it closes; else back to where it came from. */
  readonly finalFocus?: () => HTMLElement | true;
  readonly children: ReactNode;
}) {
  const { look } = usePlayground();
  const open = useView((view) => view.dialog === name);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next || !onClose ? look({ dialog: next ? name : 'none' }) : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css.backdrop} />
        <Dialog.Popup className={css.sheet} finalFocus={finalFocus}>
          <div className={css.head}>
            <Dialog.Title className={css.title}>{title}</Dialog.Title>
            <Dialog.Close className={controls.icon} aria-label="Close">
              <X size={17} aria-hidden />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
