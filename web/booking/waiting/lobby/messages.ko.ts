import type { Messages } from "#web/booking/waiting/lobby/messages.en.ts";

export const messages: Messages = {
  drawing: "추첨하고 있어요",
  drawingWhy: "예매가 시작되어 순번을 추첨하고 있어요. 1분 안에 여기에 내 순번이 나와요.",
  inLobby: "참여했어요. 예매 시작 전에 참여하면 누구나 같은 조건으로 추첨해요. 먼저 왔는지는 상관없어요.",
  arrival: "도착 번호",
  arrivalWhy: "추첨을 확인할 때 쓰는 번호예요. 입장 순서와는 관계없어요.",
};
