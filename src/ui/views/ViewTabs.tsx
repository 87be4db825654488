import { Tabs } from '@base-ui/react/tabs';
import { Suspense } from 'react';
import { usePlayground, useView } from '../playground.ts';
import { WaitingState } from '../states/WaitingState.tsx';
import { viewOf, views } from './registry.ts';
import css from './Views.module.css';

/** The middle of the page: tabs, and the view that is chosen. */
export function ViewTabs() {
  const { look } = usePlayground();
  const view = viewOf(useView((state) => state.view));
  return (
    <Tabs.Root className={css.views} value={view.id} onValueChange={(id: string) => look({ view: id })}>
      {views.length > 1 && (
        <Tabs.List className={css.tabs} aria-label="Views">
          {views.map(({ id, title, about, icon: Icon }) => (
            <Tabs.Tab key={id} value={id} className={css.tab} title={about}>
              <Icon size={15} aria-hidden />
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      )}
      <Tabs.Panel value={view.id} className={css.view}>
        <Suspense fallback={<WaitingState />}>
          <view.Panel />
        </Suspense>
      </Tabs.Panel>
    </Tabs.Root>
  );
}
