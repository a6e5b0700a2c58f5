import type { Messages } from "#web/booking/pass/messages.en.ts";

export const messages: Messages = {
  left: (time) => `예매할 수 있는 시간 ${time} 남음`,
  notYetTitle: "아직 차례가 아니에요",
  notYetText: "차례가 되면 좌석을 고를 수 있어요. 내 순서는 대기 화면에서 볼 수 있어요.",
  overTitle: "차례가 끝났어요",
  overText: "다른 분들도 고를 수 있도록 차례마다 시간이 정해져 있어요. 잡아 두었거나 결제한 자리는 그대로 내 자리예요.",
  toWaiting: "대기 화면으로",
  joinAgain: "대기열에 다시 참여하기",
  toMine: "내 예매 보기",
};
