import type { Messages } from "#web/booking/checkout/promotion/messages.en.ts";

export const messages: Messages = {
  codeApply: "적용",
  codeApplied: (code, won) => `${code}: ${won} 할인`,
  codeRemove: "빼기",
  codeRemoved: "할인 코드를 뺐어요.",
  codeForm: "할인 코드는 영문자, 숫자, 붙임표(-)로 된 4~32자예요.",
  codeInvalid: "여기에는 쓸 수 없는 코드예요. 글자와 사용 기간, 적용되는 좌석을 확인해 주세요.",
  codeUsedUp: "준비된 수량이 모두 쓰인 코드예요.",
  codeAttempts: (time) =>
    `맞지 않는 코드를 여러 번 입력했어요. ${time} 이후에 다시 입력할 수 있고, 그동안 코드 없이 결제할 수 있어요.`,
};
