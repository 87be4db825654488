import { Menu } from '@base-ui/react/menu';
import { ImageDown } from 'lucide-react';
import { memo, useState } from 'react';
import { runLetter } from '../../store/runNames.ts';
import controls from '../controls/controls.module.css';
import { whole } from '../format.ts';
import { usePlayground } from '../playground.ts';
import { saveFile } from '../saveFile.ts';
import { fileName } from './fileName.ts';
import css from './Pictures.module.css';
import { pictureFormats } from './pictureFormats.ts';
import { takePicture } from './takePicture.ts';

interface Props {
  /** What the picture shows, for its name. */
  readonly of: string;
  /** The part of the page; without it the figure or section that the button stands in. */
  readonly find?: () => HTMLElement | null;
}

/** Keeps a part of the page, as it looks now, as a file. Charts and maps are rendered often, and their menus need not be. */
export const SavePicture = memo(function SavePicture({ of, find }: Props) {
  const { log, session, report } = usePlayground();
  // The menu belongs to the landmark of its button.
  const [home, setHome] = useState<HTMLSpanElement | null>(null);
  const save = async ({ id, mime, make }: (typeof pictureFormats)[number]) => {
    const element = find ? find() : home?.closest<HTMLElement>('figure, section');
    if (!element) return;
    const { run, dataset, lookedBackTo } = session.getState();
    const steps = lookedBackTo ?? (log.last()?.step ?? -1) + 1;
    const day = new Date().toLocaleDateString('en-CA');
    const source = [
      `PoseDuel${run ? `, run ${runLetter(run.id)}, ${whole(steps)} steps` : ''}`,
      `${dataset ? `${dataset.name}, ` : ''}${day}`,
    ];
    try {
      const picture = await takePicture(element, { title: of, source });
      saveFile({ name: fileName([of, `step ${steps}`], id), mime, bytes: await make(picture) });
    } catch (error) {
      const message = `The picture of “${of}” could not be made: ${error instanceof Error ? error.message : String(error)}.`;
      report({ code: 'unexpected', severity: 'warning', message, cure: 'Try the other format, or take a screenshot.' });
    }
  };
  return (
    <span ref={setHome} className={css.place} data-picture="no">
      <Menu.Root modal={false}>
        <Menu.Trigger className={controls.tip} aria-label={`Picture of ${of}`} title="Save as a picture">
          <ImageDown size={13} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner className={controls.positioner} sideOffset={6} collisionPadding={8}>
            <Menu.Popup className={css.menu}>
              {pictureFormats.map((format) => (
                <Menu.Item key={format.id} className={css.item} onClick={() => void save(format)}>
                  {format.title}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </span>
  );
});
