export const messages = {
    title: "로그인하는 중",
    wait: "로그인을 마무리하고 있어요. 잠시만 기다려 주세요.",
    failed: "로그인하지 못했어요",
    failedWhy: "로그인이 취소되었거나 시간이 너무 오래 지났어요. 대기 순서와 잡아 둔 좌석은 계정에 그대로 있어요.",
    again: "다시 로그인",
    home: "공연 목록으로",
};
