import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { progressOf, sameJoints } from '../../label/labelSet.ts';
import { coco17 } from '../../pose/skeleton.ts';
import { useSession } from '../playground.ts';
import menu from '../transport/EngineMenu.module.css';
import css from './Label.module.css';
import { library, useLibrary } from './library.ts';

/** All sets, and what is done with a whole one. */
export function SetMenu({ onExport }: { readonly onExport?: () => void }) {
  const [home, setHome] = useState<HTMLElement | null>(null);
  const sets = useLibrary((state) => state.sets);
  const set = useLibrary((state) => state.history?.now);
  const dataset = useSession((state) => state.dataset);
  const others = sets.filter((stored) => stored.set.id !== set?.id);
  const skeletons = dataset && !sameJoints(dataset.skeleton, coco17) ? [coco17, dataset.skeleton] : [coco17];
  return (
    <div ref={setHome}>
      <Menu.Root modal={false}>
        <Menu.Trigger className={css.menuTrigger}>
          Sets
          <ChevronDown size={14} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal container={home}>
          <Menu.Positioner className={menu.positioner} sideOffset={6} align="start" collisionPadding={8}>
            <Menu.Popup className={`${menu.popup} ${css.menu}`}>
              {others.length > 0 && (
                <Group title="Open">
                  {others.map(({ set: other }) => (
                    <Item key={other.id} onClick={() => void library.open(other.id)} title={other.name}>
                      {other.pictures.length} pictures, {other.skeleton.name}
                    </Item>
                  ))}
                </Group>
              )}
              <Group title="New">
                {skeletons.map((skeleton) => (
                  <Item key={skeleton.name} onClick={() => void library.create('My pictures', skeleton)} title="Empty set">
                    {skeleton.name}
                  </Item>
                ))}
                {set && (
                  <>
                    <Item onClick={() => void library.copy(`${set.name} copy`)} title="Copy of this set" />
                    <Item
                      onClick={() => void library.copy(`${set.name}, done`, (picture) => progressOf(picture) === 'done')}
                      title="Of its finished pictures"
                    >
                      Those whose labels a person has put or seen
                    </Item>
                    <Item
                      onClick={() => void library.copy(`${set.name}, labelled`, (picture) => progressOf(picture) !== 'none')}
                      title="Of its labelled pictures"
                    />
                  </>
                )}
              </Group>
              {set && (
                <Group title={`“${set.name}”`}>
                  {others
                    .filter((stored) => sameJoints(stored.set.skeleton, set.skeleton))
                    .map(({ set: other }) => (
                      <Item key={other.id} onClick={() => void library.merge(other.id)} title={`Add all of “${other.name}”`} />
                    ))}
                  {onExport && (
                    <Item onClick={onExport} title="Download as COCO zip">
                      Other tools read it, and so does this page
                    </Item>
                  )}
                  <Item onClick={() => void library.discard()} title="Throw away">
                    It can be taken back until the page is reloaded
                  </Item>
                </Group>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={css.group}>{title}</Menu.GroupLabel>
      {children}
    </Menu.Group>
  );
}

function Item({ title, children, onClick }: { readonly title: string; readonly children?: ReactNode; readonly onClick: () => void }) {
  return (
    <Menu.Item className={css.item} onClick={onClick}>
      {title}
      {children && <span className={menu.small}>{children}</span>}
    </Menu.Item>
  );
}
