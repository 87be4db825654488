import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown, Cpu, Gauge } from 'lucide-react';
import { useState } from 'react';
import { bytes } from '../format.ts';
import { useControl, usePlayground, useSession } from '../playground.ts';
import { LockMark } from '../share/LockMark.tsx';
import css from './EngineMenu.module.css';

/** Which engine computes, why, and the others. */
export function EngineMenu() {
  const { chooseEngine, look } = usePlayground();
  // Within the bar, so that the menu belongs to its landmark.
  const [home, setHome] = useState<HTMLElement | null>(null);
  const engine = useSession((state) => state.engine);
  const engines = useSession((state) => state.engines);
  const locked = useControl('engine') === 'locked';
  const chosen = useSession((state) => state.chosenEngine);
  return (
    <div ref={setHome}>
      <Menu.Root modal={false}>
        <Menu.Trigger className={css.trigger} disabled={locked || engines.length === 0}>
          <Cpu size={15} aria-hidden />
          <span className={`${css.words} ${css.triggerWords}`}>
            <span className={css.small}>Engine</span>
            <span className={css.title}>{engine?.description.title ?? 'Not chosen yet'}</span>
          </span>
          {locked ? <LockMark /> : <ChevronDown size={14} aria-hidden />}
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner className={css.positioner} sideOffset={6} align="end" collisionPadding={8}>
            <Menu.Popup className={css.popup}>
              {engine && (
                <p className={css.now}>
                  {engine.reason}
                  <span className={css.small}>
                    {engine.description.hardware}
                    {engine.bytes > 0 && ` · ${bytes(engine.bytes)} in ${engine.buffers} buffers`}
                  </span>
                </p>
              )}
              <Menu.RadioGroup value={chosen} onValueChange={chooseEngine} aria-label="Engine">
                <Option id="auto" title="Automatic" reason="The fastest one that works here" available />
                {engines.map((option) => (
                  <Option key={option.id} {...option} />
                ))}
              </Menu.RadioGroup>
              <Menu.Item className={`${css.option} ${css.more}`} onClick={() => look({ dialog: 'speed' })}>
                <Gauge size={15} aria-hidden />
                How fast is this machine?
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}

function Option({ id, title, reason, available }: { id: string; title: string; reason: string; available: boolean }) {
  return (
    <Menu.RadioItem value={id} disabled={!available} className={css.option} closeOnClick>
      <span className={css.check}>
        <Menu.RadioItemIndicator>
          <Check size={14} aria-hidden />
        </Menu.RadioItemIndicator>
      </span>
      <span className={css.words}>
        <span>
          {title}
          {!available && ' — not here'}
        </span>
        <span className={css.small}>{reason}</span>
      </span>
    </Menu.RadioItem>
  );
}
