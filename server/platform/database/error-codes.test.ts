import { expect, test } from '@jest/globals';
import { QueryRunnerAlreadyReleasedError } from 'typeorm';
import { type Kind, meaningOf } from './error-codes.js';

const ofServer = (code: string) => Object.assign(new Error('something'), { code, severity: 'ERROR' });

test.each<[Kind, string[]]>([
  ['lost', ['08000', '08006', '08P01', '25P03', '57P01', '57P02', '57P03', '57P05']],
  ['busy', ['25P04', '40001', '40003', '40P01', '55006', '55P03', '57000', '57014', '72000']],
  [
    'host',
    [
      '25006',
      '28000',
      '28P01',
      '3D000',
      '42501',
      '53000',
      '53100',
      '53200',
      '53300',
      '53400',
      '54000',
      '57P04',
      '58000',
      '58030',
      'F0000',
    ],
  ],
  ['schema', ['3F000', '42703', '42704', '42883', '42P01']],
  ['notPrepared', ['0A000', '26000', '42P05']],
  ['value', ['22003', '22007', '22008', '22021', '22P02', '22P05']],
  [
    'mistake',
    ['22012', '23502', '23503', '23505', '25P02', '34000', '40002', '42601', '54001', 'P0001', 'XX000', 'XX001'],
  ],
])('%s: %j', (kind, codes) => {
  for (const code of codes) expect([code, meaningOf(ofServer(code)).kind]).toEqual([code, kind]);
});

test.each<[Kind, Error]>([
  ['lost', Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })],
  ['lost', Object.assign(new Error('connect EHOSTUNREACH'), { code: 'EHOSTUNREACH' })],
  ['lost', new Error('Connection terminated unexpectedly')],
  ['lost', new Error('Client has encountered a connection error and is not queryable')],
  ['lost', new Error('Client was closed and is not queryable')],
  ['lost', new Error('There was an error establishing an SSL connection')],
  ['host', new Error('The server does not support SSL connections')],
  ...[
    ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
    ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'INVALID_CA', 'HOSTNAME_MISMATCH'],
    ...[
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'CRL_HAS_EXPIRED',
      'UNABLE_TO_GET_CRL',
      'EPROTO',
    ],
  ].map((code): [Kind, Error] => ['host', Object.assign(new Error(`its certificate: ${code}`), { code })]),
  ['lost', new QueryRunnerAlreadyReleasedError()],
  ['busy', new Error('timeout expired')],
  ['busy', new Error('timeout exceeded when trying to connect')],
  ['busy', new Error('Connection terminated due to connection timeout')],
  ['busy', new Error('Query read timeout')],
  ['mistake', new TypeError('x is not a function')],
])('what the network and pg say: %s, %s', (kind, error) => expect(meaningOf(error).kind).toBe(kind));

test('what a host can do is said in a sentence', () => {
  expect(meaningOf(ofServer('53100')).advice).toMatch(/disk of PostgreSQL is full/);
  expect(meaningOf(ofServer('XX001')).advice).toMatch(/restore a backup/);
  expect(meaningOf(ofServer('42P01')).advice).toMatch(/migrations/);
  expect(meaningOf(ofServer('54000')).advice).toMatch(/vacuumed/);
});
