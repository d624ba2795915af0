import { expect, it } from 'vitest';
import { GoInt, type Value } from '../value';
import { call, failure } from './testing/call';

const moment = new GoInt(1700000000, 'int64');

it.each<[string, Value[], Value]>([
  ['date', ['2006-01-02T15:04:05Z07:00', moment], '2023-11-14T22:13:20Z'],
  ['date', ['Mon Jan _2 3:04PM 2006 .000', moment], 'Tue Nov 14 10:13PM 2023 .000'],
  ['dateInZone', ['15:04 MST -0700', moment, 'Europe/Berlin'], '23:13 CET +0100'],
  ['dateInZone', ['15:04 MST', moment, 'No/Zone'], '22:13 UTC'],
  ['htmlDate', [moment], '2023-11-14'],
  ['duration', ['3661'], '1h1m1s'],
  ['durationRound', ['2400h10m'], '3mo'],
  ['durationRound', [new GoInt(1_000_000_000, 'int64')], '0s'],
])('%s #%#', (name, args, expected) => {
  expect(call(name, ...args)).toBe(expected);
});

it('now is the clock of the context', () => {
  expect(call('date', '2006-01-02 15:04:05', call('now'))).toBe('2026-01-02 03:04:05');
});

it('toDate of what does not parse is the zero time, mustToDate fails', () => {
  expect(call('toString', call('toDate', '2006-01-02', 'x'))).toBe('0001-01-01 00:00:00 +0000 UTC');
  expect(failure('mustToDate', '2006-01-02', '2023-02-30')).toBe(
    'parsing time "2023-02-30": day out of range',
  );
  expect(failure('mustToDate', '2006-01-02', 'x')).toBe(
    'parsing time "x" as "2006-01-02": cannot parse "x" as "2006"',
  );
});

it('dateModify moves a time, and leaves it for a bad duration', () => {
  const time = call('toDate', '2006-01-02', '2024-02-28');
  expect(call('date', '01-02 15', call('dateModify', '25h', time))).toBe('02-29 01');
  expect(call('unixEpoch', call('dateModify', '3d', time))).toBe(call('unixEpoch', time));
  expect(failure('mustDateModify', '3d', time)).toBe('time: unknown unit "d" in duration "3d"');
});
