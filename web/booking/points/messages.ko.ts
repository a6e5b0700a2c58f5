import type { Messages } from "#web/booking/points/messages.en.ts";

export const messages: Messages = {
  amount: "충전할 금액",
  unit: "원",
  quick: "금액 고르기",
  topUp: (won) => `${won} 충전하기`,
  topUpNothing: "금액을 입력해 주세요",
  checking: (won) => `${won} 충전이 되었는지 확인하고 있어요`,
  checkingWhy: "결과를 알리는 응답이 도중에 끊겼어요. 알 수 있을 때까지 계속 확인해요. 두 번 결제되는 일은 없어요.",
  checkingLong: "평소보다 오래 걸리고 있어요. 페이지를 닫아도 괜찮아요. 결제된 금액은 반드시 충전돼요.",
  signedOut: "다시 로그인하면 결과를 확인할 수 있어요.",
  signIn: "로그인",
  done: (won, balance) => `${won}을 충전했어요. 지금 잔액은 ${balance}이에요.`,
  declined: "카드 결제가 되지 않았어요",
  declinedWhy: "결제사에서 승인하지 않았어요. 포인트는 그대로예요. 다시 시도하거나 금액을 바꿔 보세요.",
  outOfRange: "이 금액은 충전할 수 없어요",
  outOfRangeWhy: (most, balanceMost) => `한 번에 ${most}까지 충전할 수 있고, 잔액은 ${balanceMost}까지 둘 수 있어요.`,
  refused: "충전하지 못했어요",
  refusedWhy: "결제된 금액은 없어요. 다시 시도해 주세요.",
  unsettled: (won) => `${won} 충전이 되었는지 알아내지 못했어요`,
  unsettledWhy: "결제되었다면 포인트에 반영돼요. 다시 충전하기 전에 잔액을 확인해 주세요.",
  understood: "확인",
};
