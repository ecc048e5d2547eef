import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useLogFilter } from '../../../src-renderer/stores/log-filter.ts';
import { useNotices } from '../../../src-renderer/stores/notices.ts';
import { showSettings, useScreen } from '../../../src-renderer/stores/screen.ts';
import { showStartNotices } from '../../../src-renderer/stores/start-notices.ts';
import { installBridge } from '../support/fake-bridge.ts';

beforeEach(() => {
  installBridge({ 'view.save': () => null });
  useNotices.setState({ notices: [] });
  useLogFilter.setState({ asked: null });
});

afterEach(() => vi.unstubAllGlobals());

it('shows requests that a crash interrupted, with a button that finds them in the log', () => {
  showSettings();
  showStartNotices([{ kind: 'interrupted', count: 2, requeued: 1, message: 'Words that nobody searches.' }]);
  const [notice] = useNotices.getState().notices;
  expect(notice).toMatchObject({
    title: 'Words that nobody searches.',
    action: { label: 'Show them in the log' },
  });
  notice?.action?.run();
  expect(useLogFilter.getState().asked).toEqual({ outcome: 'unknown' });
  expect(useScreen.getState().screen).toBe('work');
});

it('shows nothing after an ordinary end', () => {
  showStartNotices([]);
  expect(useNotices.getState().notices).toEqual([]);
});
