// A frontend that makes every call of the contract with openapi-fetch and the generated types. It
// is compiled and not run.
import createClient from 'openapi-fetch';
import type { components, operations, paths } from 'admit-one';

type Problem = components['schemas']['Problem'];

const client = createClient<paths>({ baseUrl: 'http://127.0.0.1:8080' });

/** What an operation takes as its JSON body. */
type Body<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer B } };
}
  ? B
  : never;

const redemption: Body<operations['redeem']> = { code: 'KTEST1', userId: 'user-1' };
const redemptions: Body<operations['redeemAll']> = { redemptions: [redemption, redemption] };
const release: Body<operations['releaseRedemption']> = { reason: 'Redeemed by mistake' };
const oneInvite: Body<operations['createInvites']> = { code: 'KTEST1', maxUses: null };
const manyInvites: Body<operations['createInvites']> = { count: 100, maxUses: 1 };
const withoutLimit: Body<operations['updateInvite']> = { maxUses: null, expiresAt: null };
const question: Body<operations['validateInvite']> = { code: 'KTEST1' };
const signup: Body<operations['completePhoneSignup']> = {
  userId: 'user-123',
  email: 'test@example.com',
  password: 'SecurePass123!',
  username: 'testuser',
  displayName: 'Test User',
  inviteCode: 'KTEST1',
  phone: '+15555551234',
};
const status: operations['getRedemption']['parameters'] = {
  path: { requestId: 'c6823f67-514e-8ef6-91c0-6f41aa18490d' },
  query: { at: '19-1' },
  header: { Prefer: 'wait=10' },
};
const stream: operations['streamRedemption']['parameters'] = {
  path: { requestId: 'c6823f67-514e-8ef6-91c0-6f41aa18490d' },
};

export async function redeem(): Promise<string> {
  const { data, error, response } = await client.POST('/api/redemptions', {
    params: { header: { 'Idempotency-Key': 'a-key', Prefer: 'wait=2' } },
    body: redemption,
  });
  if (error) {
    return sentence(error);
  }
  switch (data.status) {
    case 'REDEEMED':
      return `${data.userId} has a use since ${data.decidedAt}, at ${data.position.offset}`;
    case 'PENDING':
      return `${data.ahead} requests are ahead; see ${response.headers.get('Location')}`;
  }
}

export async function redeemAll(): Promise<string[]> {
  const { data, error } = await client.POST('/api/redemptions/bulk', {
    params: { header: { 'Idempotency-Key': 'a-key', Prefer: 'wait=2' } },
    body: redemptions,
  });
  if (error) {
    return [`${sentence(error)} at ${error.index ?? 'no place'}`];
  }
  return data.results.map((result) => {
    switch (result.status) {
      case 'PENDING':
        return `see ${result.location} in ${result.retryAfterSeconds} s`;
      case 'NOT_SENT':
        return `send it again in ${result.retryAfterSeconds} s`;
      default:
        return `${result.status} ${result.reason ?? ''}`;
    }
  });
}

export async function follow(): Promise<string> {
  const { data, error } = await client.GET('/api/redemptions/{requestId}', { params: status });
  return error ? sentence(error) : `${data.status} ${data.ownUse?.useId ?? ''}`;
}

export async function listen(): Promise<string> {
  const { data } = await client.GET('/api/redemptions/{requestId}/events', {
    params: stream,
    parseAs: 'text',
  });
  return data ?? '';
}

export async function releaseUse(): Promise<number | null> {
  const { data } = await client.POST('/api/redemptions/{requestId}/release', {
    params: { path: { requestId: 'c6823f67-514e-8ef6-91c0-6f41aa18490d' } },
    body: release,
  });
  return data?.status === 'RELEASED' ? data.invite.remainingUses : null;
}

export async function create(many: boolean): Promise<string[]> {
  const { data } = await client.POST('/api/invites', { body: many ? manyInvites : oneInvite });
  // @ts-expect-error Only `kind` tells whether the response has a list of codes.
  const unsure: string[] = data?.codes ?? [];
  switch (data?.kind) {
    case 'CREATED':
      return [data.invite.code];
    case 'CREATED_MANY':
      return data.codes;
    case 'PENDING':
      return unsure;
    case 'PENDING_MANY':
      return (data.pending ?? []).map((pending) => pending.code);
    case undefined:
      return [];
  }
}

export async function update(): Promise<number> {
  const { data } = await client.PATCH('/api/invites/{code}', {
    params: { path: { code: 'KTEST1' } },
    body: withoutLimit,
  });
  if (data?.status !== 'DONE') {
    return 0;
  }
  // @ts-expect-error A code without a limit has null here.
  const limit: number = data.invite.maxUses;
  return data.invite.maxUses ?? limit;
}

export async function validate(): Promise<string> {
  const { data, error } = await client.POST('/api/invites/validate', { body: question });
  if (error) {
    return sentence(error);
  }
  return data.isValid ? `${data.invite?.remainingUses ?? 'no limit'}` : (data.error ?? '');
}

export async function signUp(): Promise<boolean> {
  const { data } = await client.POST('/api/auth/complete-phone-signup', { body: signup });
  return data !== undefined && 'success' in data && data.success;
}

function sentence(problem: Problem): string {
  // @ts-expect-error No response has this reason.
  const other = problem.reason === 'SOLD_OUT';
  return problem.reason === 'ALREADY_USED' || other ? 'You have it already' : problem.error;
}

// @ts-expect-error A use cannot be revoked or not: it is true or false.
export const patch: Body<operations['updateInvite']> = { revoked: null };
// @ts-expect-error The user is missing.
export const incomplete: Body<operations['redeem']> = { code: 'KTEST1' };
