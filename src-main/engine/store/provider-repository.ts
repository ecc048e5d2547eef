import type { Sqlite } from './sqlite.ts';

export interface SettingRow {
  providerId: string;
  id: string;
  /** JSON text. */
  value: string;
}

export interface EventTypeRow {
  providerId: string;
  id: string;
  wireName: string;
  description: string;
}

export interface SampleRow {
  providerId: string;
  id: string;
  eventType: string;
  name: string;
  dataText: string;
}

/** A removed sample event; `number` names it among the removed ones. */
export interface DeletedSampleRow extends SampleRow {
  number: number;
  /** In milliseconds since 1970. */
  deletedAt: number;
}

/** What the workspace adds to the providers that are shipped. */
export interface ProviderRepository {
  listSettings(): SettingRow[];
  saveSetting(row: SettingRow): void;
  listEventTypes(): EventTypeRow[];
  addEventType(row: EventTypeRow): void;
  changeEventType(row: EventTypeRow): void;
  /** Removes its samples too; they can be restored. */
  removeEventType(providerId: string, id: string, now: number): void;
  listSamples(providerId: string): SampleRow[];
  saveSample(row: SampleRow): void;
  /** It can be restored until `purgeSamples`. */
  removeSample(providerId: string, id: string, now: number): void;
  listDeletedSamples(): DeletedSampleRow[];
  /** Puts a removed sample back in its place. The id must not be in use. */
  restoreSample(number: number): void;
  /** Removes one for good. */
  purgeSample(number: number): void;
  /** Removes for good what was deleted at that time or before. */
  purgeSamples(until: number): void;
}

const eventTypeColumns = 'provider_id AS providerId, id, wire_name AS wireName, description';
const sampleColumns = 'provider_id AS providerId, id, event_type AS eventType, name, data_text AS dataText';

export function createProviderRepository(db: Sqlite): ProviderRepository {
  const listSettings = db.prepare<[], SettingRow>('SELECT provider_id AS providerId, id, value FROM provider_setting');
  const saveSetting = db.prepare<SettingRow>(
    'INSERT OR REPLACE INTO provider_setting (provider_id, id, value) VALUES (@providerId, @id, @value)',
  );
  const listEventTypes = db.prepare<[], EventTypeRow>(`SELECT ${eventTypeColumns} FROM event_type ORDER BY number`);
  const addEventType = db.prepare<EventTypeRow>(
    `INSERT INTO event_type (provider_id, id, wire_name, description)
     VALUES (@providerId, @id, @wireName, @description)`,
  );
  const changeEventType = db.prepare<EventTypeRow>(
    'UPDATE event_type SET wire_name = @wireName, description = @description WHERE provider_id = @providerId AND id = @id',
  );
  const removeEventType = db.prepare('DELETE FROM event_type WHERE provider_id = ? AND id = ?');
  const setAside = (where: string) =>
    db.prepare(
      `INSERT INTO deleted_sample (place, provider_id, id, event_type, name, data_text, deleted_at)
       SELECT number, provider_id, id, event_type, name, data_text, ? FROM sample WHERE ${where} ORDER BY number`,
    );
  const setSamplesAside = setAside('provider_id = ? AND event_type = ?');
  const setSampleAside = setAside('provider_id = ? AND id = ?');
  const removeSamplesOf = db.prepare('DELETE FROM sample WHERE provider_id = ? AND event_type = ?');
  const listSamples = db.prepare<[string], SampleRow>(
    `SELECT ${sampleColumns} FROM sample WHERE provider_id = ? ORDER BY number`,
  );
  // An update and not a replacement, so that a sample that is edited keeps its place.
  const saveSample = db.prepare<SampleRow>(
    `INSERT INTO sample (provider_id, id, event_type, name, data_text)
     VALUES (@providerId, @id, @eventType, @name, @dataText)
     ON CONFLICT (provider_id, id) DO UPDATE
       SET event_type = excluded.event_type, name = excluded.name, data_text = excluded.data_text`,
  );
  const removeSample = db.prepare('DELETE FROM sample WHERE provider_id = ? AND id = ?');
  const listDeleted = db.prepare<[], DeletedSampleRow>(
    `SELECT number, ${sampleColumns}, deleted_at AS deletedAt FROM deleted_sample ORDER BY number`,
  );
  // SQLite gives the highest number again once its row is gone; then the sample comes back as the last one.
  const restoreSample = db.prepare(
    `INSERT INTO sample (number, provider_id, id, event_type, name, data_text)
     SELECT CASE WHEN EXISTS (SELECT 1 FROM sample WHERE number = place) THEN NULL ELSE place END,
       provider_id, id, event_type, name, data_text FROM deleted_sample WHERE number = ?`,
  );
  const purgeSample = db.prepare('DELETE FROM deleted_sample WHERE number = ?');
  const purgeSamples = db.prepare('DELETE FROM deleted_sample WHERE deleted_at <= ?');
  return {
    listSettings: () => listSettings.all(),
    saveSetting: (row) => void saveSetting.run(row),
    listEventTypes: () => listEventTypes.all(),
    addEventType: (row) => void addEventType.run(row),
    changeEventType: (row) => void changeEventType.run(row),
    removeEventType(providerId, id, now) {
      setSamplesAside.run(now, providerId, id);
      removeSamplesOf.run(providerId, id);
      removeEventType.run(providerId, id);
    },
    listSamples: (providerId) => listSamples.all(providerId),
    saveSample: (row) => void saveSample.run(row),
    removeSample(providerId, id, now) {
      setSampleAside.run(now, providerId, id);
      removeSample.run(providerId, id);
    },
    listDeletedSamples: () => listDeleted.all(),
    restoreSample(number) {
      restoreSample.run(number);
      purgeSample.run(number);
    },
    purgeSample: (number) => void purgeSample.run(number),
    purgeSamples: (until) => void purgeSamples.run(until),
  };
}
