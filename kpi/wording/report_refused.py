"""Why a template of the periodic report is not taken, and what to do."""

REFUSED = {
    "template_large": "Mẫu lớn quá {megabytes} MB, hoặc giải nén ra quá lớn; hãy bỏ bớt ảnh rồi thử lại.",
    "template_not_docx": "Tệp này không phải tệp Word .docx; hãy mở bằng Word rồi lưu lại với kiểu .docx.",
    "template_reaches_out": "Mẫu có liên kết tự mở tới nơi khác ({target}); hãy bỏ liên kết đó rồi thử lại.",
    "template_syntax": "Thẻ viết sai ở đoạn “{place}”; hãy sửa theo trang Trợ giúp, mục Mẫu báo cáo.",
    "template_name": "Không có tên “{name}” ở đoạn “{place}”; các tên dùng được ở trang Trợ giúp, mục Mẫu báo cáo.",
    "template_tag": "Thẻ ở đoạn “{place}” làm nhiều hơn điền chữ; chỉ dùng các thẻ ở trang Trợ giúp, mục Mẫu báo cáo.",
    "template_not_alone": "Thẻ có chữ p phải đứng một mình trong đoạn; hãy tách đoạn “{place}”.",
    "template_too_many_tags": "Mẫu có quá nhiều thẻ hoặc một phần dài quá; hãy chia gọn lại rồi thử lại.",
    "template_torn": "Thẻ lặp hoặc thẻ điều kiện mở và đóng không khớp nhau, ví dụ mở trong bảng, đóng ngoài bảng.",
}
