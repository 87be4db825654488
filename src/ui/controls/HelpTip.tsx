import { Popover } from '@base-ui/react/popover';
import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './controls.module.css';

/** A question mark that explains what it stands beside, on hover, click or key. */
export function HelpTip({ about, children }: { readonly about: string; readonly children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger className={css.tip} aria-label={`About ${about}`} data-picture="no" openOnHover delay={250}>
        <CircleHelp size={13} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={css.positioner} sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={css.popup}>
            <Popover.Title className={css.popupTitle}>{about}</Popover.Title>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
