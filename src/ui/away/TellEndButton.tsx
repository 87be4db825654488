import { Bell, BellRing } from 'lucide-react';
import { IconButton } from '../controls/Button.tsx';
import { usePlayground, useView } from '../playground.ts';
import { mayTell } from './tellEnd.ts';

/** Whether an end is told of outside of the page. */
export function TellEndButton() {
  const { look, report } = usePlayground();
  const isOn = useView((view) => view.tellsEnd);
  if (!('Notification' in window)) return null;
  const change = async () => {
    const tellsEnd = !isOn && (await mayTell());
    look({ tellsEnd });
    if (!isOn && !tellsEnd)
      report({
        ...{ code: 'not-allowed', severity: 'note', message: 'This browser does not let the page notify you.' },
        cure: 'Allow notifications for this page in the browser’s settings, then press the bell again.',
      });
  };
  const Icon = isOn ? BellRing : Bell;
  return (
    <IconButton label="Tell me when it ends" aria-pressed={isOn} onClick={() => void change()}>
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}
