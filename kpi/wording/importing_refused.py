"""The sentences of `Refused` about importing, to stand among those of `kpi.wording.problems`."""

REFUSED = {
    "may_not_import": "Bạn không được nhập số liệu từ tệp cho {unit}; chỉ đơn vị và người điều phối được nhập.",
    "import_locked": "Báo cáo của {unit} ở trạng thái “{state}” nên không ghi từ tệp; hãy liên hệ người duyệt báo cáo.",
    "import_has_faults": "Chưa ghi: tệp còn {count} chỗ phải sửa.",
    "import_has_questions": "Chưa ghi: còn {count} tên gọi chưa rõ; hãy trả lời trước.",
    "import_changed_meanwhile": (
        "Chưa ghi: {who} đã lưu báo cáo của {unit} lúc {at}. Hãy xem lại các thay đổi bên dưới rồi ghi."
    ),
    "import_reads_otherwise": (
        "Chưa ghi: số liệu hoặc cách hiểu tệp đã đổi từ lúc bạn xem. Hãy xem lại các thay đổi bên dưới rồi ghi."
    ),
    "import_unexplained": "Chưa ghi: còn {count} chỗ không khớp chưa có giải trình ({units}).",
    "import_unsourced": "Chưa ghi: hãy ghi số, ngày văn bản công bố của {measures}.",
    "answer_unknown": "Kế hoạch không có mục được chọn cho “{text}”; hãy chọn lại.",
}
