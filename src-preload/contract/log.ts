import { z } from 'zod';
import type { Capture } from './capture.ts';
import { answers } from './define.ts';
import type { AttemptErrorCode, Delivery, DeliveryDetail, DeliveryKind, DeliveryState } from './delivery.ts';
import type { VerificationReason, VerificationResult } from './signing.ts';

/** One line of the log: an attempt, a capture, or both side by side. Higher `seq` is newer. */
export interface LogRow {
  seq: number;
  at: number;
  providerId: string | null;
  webhookId: string | null;
  webhookName: string | null;
  eventType: string | null;
  channel: string | null;
  sent: {
    attemptId: string;
    deliveryId: string;
    attempt: number;
    method: string;
    /** Path and query for the column; the whole URL is in the detail. */
    target: string;
    host: string;
    kind: DeliveryKind;
    outcome: 'success' | 'failure' | 'unknown' | 'in_flight';
    status: number | null;
    error: AttemptErrorCode | null;
    durationMs: number | null;
    bodyBytes: number;
    deliveryState: DeliveryState;
    nextAt: number | null;
  } | null;
  captured: {
    captureId: string;
    method: string;
    target: string;
    bodyBytes: number;
    responseStatus: number;
    verdict: VerificationResult | null;
    reason: VerificationReason | null;
    malformed: boolean;
  } | null;
}

export const logFilterSchema = z.strictObject({
  text: z.string().max(1000),
  providerId: z.string().max(64).nullable(),
  webhookId: z.string().max(64).nullable(),
  eventType: z.string().max(200).nullable(),
  channel: z.string().max(64).nullable(),
  outcome: z.enum(['success', 'failure', 'unknown', 'in_flight']).nullable(),
  verdict: z.enum(['valid', 'invalid', 'unsigned', 'unverifiable']).nullable(),
  side: z.enum(['sent', 'captured', 'paired']).nullable(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** `any`: lines that were imported; else those of one import, by its id. */
  imported: z.string().max(64).nullable().optional(),
});
export type LogFilter = z.infer<typeof logFilterSchema>;

export interface LogPage {
  rows: LogRow[];
  /** Rows that match the filter, counted up to 10,000. */
  count: number;
  countIsExact: boolean;
}

export interface LogDetail {
  row: LogRow;
  delivery: DeliveryDetail | null;
  capture: Capture | null;
}

/** Bytes travel by id and range; text is for display, hex for the byte view. */
export interface BodyPart {
  /** Base64 of the bytes asked for. */
  base64: string;
  totalBytes: number;
}

const id = z.string().max(64);

export const logMethods = {
  /** Newest first. `before`/`after` are exclusive `seq`s. */
  'log.page': answers<LogPage>()(
    z.strictObject({
      filter: logFilterSchema,
      before: z.number().int().nullable(),
      after: z.number().int().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
  ),
  'log.rows': answers<LogRow[]>()(z.strictObject({ seqs: z.array(z.number().int()).max(500) })),
  'log.detail': answers<LogDetail>()(z.strictObject({ seq: z.number().int() })),
  'log.body': answers<BodyPart>()(
    z.strictObject({
      of: z.enum(['request', 'response', 'capture']),
      id,
      offset: z.number().int().min(0),
      length: z.number().int().min(1).max(700_000),
    }),
  ),
  'log.histogram': answers<{ from: number; bucketMs: number; success: number[]; failure: number[] }>()(
    z.strictObject({ from: z.number(), buckets: z.number().int().min(1).max(200) }),
  ),
  /** Deletes the log; deliveries that still wait are kept. */
  'log.clear': answers<{ deleted: number }>()(z.strictObject({})),
  'deliveries.waiting': answers<Delivery[]>()(z.strictObject({})),
};
