/** What becomes of a call that an invocation makes: it is sent, with a guard or without, or meets a fault. */
import { randomUUID } from "node:crypto";
import { keyOf, transactItems, writesOf } from "#test/histories/engine/dynamodb-writes.ts";
import type { SdkCall } from "#test/histories/engine/sdk-interceptor.ts";
import { type FaultKind, timeout, transactionConflict } from "#test/histories/race/faults.ts";
import { sendOneByOne, switchGuardOff } from "#test/histories/race/guards.ts";
import type { InstrumentedInvocation } from "#test/histories/race/instrumented-invocation.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

/** @throws what the SDK would throw */
export const makeCall = async (
  sale: TestSale,
  invocation: InstrumentedInvocation<unknown>,
  call: SdkCall,
  send: () => Promise<unknown>,
  fault: FaultKind | undefined,
): Promise<unknown> => {
  if (fault === "crash before") return invocation.crash();
  const isTransaction = transactItems(call.input) !== undefined;
  if (isTransaction && invocation.conflicts > 0) {
    invocation.conflicts -= 1;
    throw transactionConflict(call.input);
  }
  // As the SDK does: the engine recognizes a repeated transaction by its token.
  if (isTransaction && fault === "sent twice") Object.assign(call.input, { ClientRequestToken: randomUUID() });
  const { guard } = sale;
  if (guard && call.isWrite) for (const write of writesOf(call.input)) switchGuardOff(write, guard);
  if (fault === "sent twice") await carryOut(sale, call, send, fault);
  const result = await carryOut(sale, call, send, fault);
  if (fault === "crash after") return invocation.crash();
  if (fault === "no response") throw timeout();
  return result;
};

const carryOut = async (
  sale: TestSale,
  call: SdkCall,
  send: () => Promise<unknown>,
  fault: FaultKind | undefined,
): Promise<unknown> => {
  if (call.name === "SendMessageCommand") return sale.inTransit.send(call.input, sale.now);
  if (call.name === "PutEventsCommand") return { Entries: [] };
  if (!call.isWrite) return send();
  const writes = writesOf(call.input);
  if (writes.length === 0) throw new Error(`These tests don't know what ${call.name} does.`);
  const { guard } = sale;
  try {
    if (guard?.splits && writes.length > 1 && writes.some(guard.isOn)) {
      const items = transactItems(call.input) ?? [];
      // A crash in the middle of a transaction that is sent one by one leaves its first half.
      return await sendOneByOne(fault === "crash after" ? items.slice(0, Math.ceil(items.length / 2)) : items);
    }
    return await send();
  } finally {
    await sale.noteWritten(writes.map(keyOf));
  }
};
