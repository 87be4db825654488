import { Component, type ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';
import css from '../states/States.module.css';

interface Props {
  readonly children: ReactNode;
}

/** Keeps the page when a view cannot be loaded or drawn: it says so in the view's place, and the run and all other views go on. */
export class ViewGuard extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className={css.centre} role="alert">
        <h2 className={css.title}>This view cannot be shown</h2>
        <p className={css.text}>{error.message}</p>
        <p className={css.text}>Training goes on, and the other views work. Reload the page to try again; the run is kept.</p>
        <div className={css.buttons}>
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </div>
      </div>
    );
  }
}
