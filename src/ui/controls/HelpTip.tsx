import { Popover } from '@base-ui/react/popover';
import { CircleHelp } from 'lucide-react';
import { createContext, memo, type ReactNode, use } from 'react';
import css from './controls.module.css';

interface Props {
  readonly about: string;
  readonly children: ReactNode;
}

/** A question mark that explains what it stands beside, on hover, click or key. */
export function HelpTip({ about, children }: Props) {
  return (
    <Explanation value={children}>
      <Tip about={about} />
    </Explanation>
  );
}

/** What a tip says stands beside it and not in it: charts render often, and their closed tips need not. */
const Explanation = createContext<ReactNode>(null);

const Tip = memo(function Tip({ about }: Pick<Props, 'about'>) {
  return (
    <Popover.Root>
      <Popover.Trigger className={css.tip} aria-label={`About ${about}`} data-picture="no" openOnHover delay={250}>
        <CircleHelp size={13} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={css.positioner} sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={css.popup}>
            <Popover.Title className={css.popupTitle}>{about}</Popover.Title>
            <Explained />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
});

function Explained() {
  return use(Explanation);
}
