import css from './App.module.css';
import { AboutDialog } from './about/AboutDialog.tsx';
import { ChartsPanel } from './charts/ChartsPanel.tsx';
import { CostPanel } from './cost/CostPanel.tsx';
import { DatasetPanel } from './dataset/DatasetPanel.tsx';
import { DropZone } from './dataset/DropZone.tsx';
import { FoundSheet } from './dataset/FoundSheet.tsx';
import { ExportDialog } from './dialogs/ExportDialog.tsx';
import { HelpDialog } from './dialogs/HelpDialog.tsx';
import { RestartDialog } from './dialogs/RestartDialog.tsx';
import { Header } from './header/Header.tsx';
import { GoOnBar } from './keep/GoOnBar.tsx';
import { LessonStrip } from './lessons/LessonStrip.tsx';
import { LessonsDialog } from './lessons/LessonsDialog.tsx';
import { Notices } from './notices/Notices.tsx';
import { useControl, useView } from './playground.ts';
import { SettingsPanel } from './settings/SettingsPanel.tsx';
import { Part } from './share/Part.tsx';
import { ShareDialog } from './share/ShareDialog.tsx';
import { TaskBanner } from './share/TaskBanner.tsx';
import { WantedBar } from './share/WantedBar.tsx';
import { RunSheet } from './sheet/RunSheet.tsx';
import { SpeedDialog } from './speed/SpeedDialog.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import { Transport } from './transport/Transport.tsx';
import { viewOf } from './views/registry.ts';
import { ViewPanel, Views, ViewTabs } from './views/ViewTabs.tsx';

export function App() {
  const charts = useControl('charts');
  const wide = viewOf(useView((view) => view.view)).wide === true || charts === 'hidden';
  return (
    <>
      <div className={css.page}>
        <Header />
        <TaskBanner />
        <Transport />
        <Part name="timeline">
          <Timeline />
        </Part>
        <WantedBar />
        <GoOnBar />
        <Views>
          <ViewTabs />
          <main className={css.main} data-wide={wide}>
            <div className={css.left}>
              <Part name="dataset">
                <DatasetPanel />
              </Part>
              <Part name="cost">
                <CostPanel />
              </Part>
              <SettingsPanel />
            </div>
            <div className={css.centre}>
              <ViewPanel />
            </div>
            {!wide && <ChartsPanel />}
          </main>
        </Views>
        <Notices />
        <DropZone />
        <FoundSheet />
        <HelpDialog />
        <LessonsDialog />
        <ExportDialog />
        <RestartDialog />
        <RunSheet />
        <SpeedDialog />
        <ShareDialog />
        <AboutDialog />
      </div>
      <LessonStrip />
    </>
  );
}
