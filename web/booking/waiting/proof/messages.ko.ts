import type { Messages } from "#web/booking/waiting/proof/messages.en.ts";

export const messages: Messages = {
  proofWhy:
    "추첨 결과는 미리 정해 둔 비밀 값으로 결정돼요. 아래는 그 비밀 값의 지문이에요. 추첨이 끝나면 비밀 값을 공개하고, 지문과 맞는지 이 브라우저에서 바로 확인할 수 있어요. 그래서 아무도 결과를 나중에 바꿀 수 없어요.",
  checkDraw: "추첨 확인하기",
};
