"""Names of people and places as they occur where each plan lives. All people are invented."""

from __future__ import annotations

from random import Random

FAMILIES = {
    # Tày, Nùng and Kinh families of the north-eastern hills.
    "na-ri": (
        "Nông", "Hoàng", "Lương", "Triệu", "Bế", "Lý", "Nguyễn", "Đàm", "Ma", "Hứa", "Lục",
        "Vi", "Chu", "Phan", "La",
    ),
    "lowland": ("Nguyễn", "Trần", "Lê", "Phạm", "Phan", "Đặng", "Bùi", "Đỗ", "Vũ", "Cao", "Hà"),
    "coast": ("Pi Năng", "Chamaléa", "Katơr", "Nguyễn", "Đàng", "Trượng", "Lưu", "Thành"),
}  # fmt: skip
MALE = (
    "Văn Páo", "Văn Thắng", "Đình Chiến", "Văn Hiệu", "Quang Huy", "Văn Sằm", "Đức Thọ",
    "Văn Khánh", "Mạnh Cường", "Văn Lâm", "Ích Tài", "Văn Bộ", "Thanh Tùng", "Văn Ngọc",
    "Hữu Phúc", "Văn Trường", "Công Định", "Văn Sơn", "Trọng Nghĩa", "Văn Ước",
)  # fmt: skip
FEMALE = (
    "Thị Mai", "Thị Nhung", "Thị Lan", "Thị Hồng Thắm", "Thị Bích Ngọc", "Thị Sen", "Thị Thu Hà",
    "Thị Huệ", "Thị Kim Oanh", "Thị Pành", "Thị Tuyết", "Thị Hạnh", "Thị Diệu Linh",
    "Thị Yến", "Thị Loan", "Thị Quỳnh", "Thị Đào", "Thị Vân Anh",
)  # fmt: skip
NA_RI_VILLAGES = (
    "Bản Pò", "Nà Lạc", "Cốc Phát", "Khuổi Nà", "Phiêng Đăm", "Nà Pậu", "Bản Giang", "Hát Deng",
    "Pàn Vàng", "Nà Đăng", "Phố Mới", "Giả Dìa", "Khuổi Ít", "Nà Duồng", "Bản Kén", "Đồng Tâm",
    "Nà Khoang", "Lũng Cào", "Pò Nim", "Kim Lư", "Bản Đâng", "Khuổi Kháp", "Nà Hin", "Cốc Sâu",
    "Tân Hoan", "Lủng Vạng", "Sắc Sái", "Nà Mới", "Phiêng Quân", "Bản Diếu", "Nà Nôm", "Sơn Thành",
    "Khuổi Luông", "Bản Cào", "Nà Cà", "Thanh Sơn", "Pò Lải", "Nà Tảng", "Hợp Thành", "Vằng Mười",
)  # fmt: skip


def person(rng: Random, region: str, *, female: bool | None = None) -> tuple[str, bool]:
    """A full name and whether it is a woman's."""
    is_female = rng.random() < 0.5 if female is None else female
    given = rng.choice(FEMALE if is_female else MALE)
    return f"{rng.choice(FAMILIES[region])} {given}", is_female
