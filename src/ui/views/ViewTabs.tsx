import { Tabs } from '@base-ui/react/tabs';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { usePlayground, useView } from '../playground.ts';
import { WaitingState } from '../states/WaitingState.tsx';
import { viewOf, views } from './registry.ts';
import { ViewGuard } from './ViewGuard.tsx';
import css from './Views.module.css';

/** Around the tabs and what they choose. */
export function Views({ children }: { readonly children: ReactNode }) {
  const { look } = usePlayground();
  const { id } = viewOf(useView((state) => state.view));
  return (
    <Tabs.Root className={css.views} value={id} onValueChange={(next: string) => look({ view: next })}>
      {children}
    </Tabs.Root>
  );
}

/** The names of all views, over the whole width of the page; on a narrow one they scroll, and the chosen one is in sight. */
export function ViewTabs() {
  const { id: chosen, title: chosenTitle } = viewOf(useView((state) => state.view));
  const offered = useView((state) => state.layout.views);
  const shown = views.filter(({ id }) => offered.length === 0 || offered.includes(id) || id === chosen);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-view="${chosen}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  return (
    <nav aria-label="Views" className={css.bar}>
      <Tabs.List ref={list} className={css.tabs} aria-label="Views">
        {shown.map(({ id, title, about, icon: Icon }) => (
          <Tabs.Tab key={id} value={id} data-view={id} className={css.tab} title={about}>
            <Icon size={15} aria-hidden />
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <SavePicture of={`this view, ${chosenTitle}`} find={() => document.querySelector<HTMLElement>('[data-view-panel]')} />
    </nav>
  );
}

/** The view that is chosen. */
export function ViewPanel() {
  const view = viewOf(useView((state) => state.view));
  return (
    <Tabs.Panel value={view.id} className={css.view} data-view-panel>
      <ViewGuard key={view.id}>
        <Suspense fallback={<WaitingState />}>
          <view.Panel />
        </Suspense>
      </ViewGuard>
    </Tabs.Panel>
  );
}
