"""What is said where a periodic report or one of its files is refused."""

REFUSED = {
    "no_such_report": "Không có báo cáo này: hãy chọn kỳ kết thúc đúng {month} và nằm trong năm kế hoạch.",
    "no_form_06a": "Đơn vị này không có mẫu II.06a đã duyệt của tháng; hãy chọn đơn vị hoặc tháng khác.",
}
