import css from './App.module.css';
import { ChartsPanel } from './charts/ChartsPanel.tsx';
import { CostPanel } from './cost/CostPanel.tsx';
import { DatasetPanel } from './dataset/DatasetPanel.tsx';
import { DropZone } from './dataset/DropZone.tsx';
import { HelpDialog } from './dialogs/HelpDialog.tsx';
import { RestartDialog } from './dialogs/RestartDialog.tsx';
import { DuelPanel } from './duel/DuelPanel.tsx';
import { EquationsPanel } from './equations/EquationsPanel.tsx';
import { Header } from './header/Header.tsx';
import { Notices } from './notices/Notices.tsx';
import { SettingsPanel } from './settings/SettingsPanel.tsx';
import { Transport } from './transport/Transport.tsx';

export function App() {
  return (
    <div className={css.page}>
      <Header />
      <Transport />
      <main className={css.main}>
        <div className={css.left}>
          <DatasetPanel />
          <CostPanel />
          <SettingsPanel />
        </div>
        <div className={css.centre}>
          <DuelPanel />
          <EquationsPanel />
        </div>
        <ChartsPanel />
      </main>
      <Notices />
      <DropZone />
      <HelpDialog />
      <RestartDialog />
    </div>
  );
}
