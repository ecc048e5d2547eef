import type { StartNotice } from '../../src-preload/contract/host.ts';
import { askLogFilter } from './log-filter.ts';
import { type NoticeAction, notify } from './notices.ts';
import { showWork, toggleLog } from './screen.ts';

/** Shows what the engine found when it opened the workspace, each with what can be done about it. */
export function showStartNotices(notices: readonly StartNotice[]): void {
  for (const notice of notices) notify('info', notice.message, { action: chooseAction(notice) });
}

function chooseAction({ kind }: StartNotice): NoticeAction {
  switch (kind) {
    case 'interrupted':
      return {
        label: 'Show them in the log',
        run() {
          showWork();
          toggleLog(true);
          askLogFilter({ outcome: 'unknown' });
        },
      };
  }
}
