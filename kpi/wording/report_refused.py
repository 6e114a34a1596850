"""Why a template of the periodic report is not taken, and what to do."""

REFUSED = {
    "template_large": "Mẫu lớn quá {megabytes} MB, hoặc giải nén ra quá lớn; hãy bỏ bớt ảnh rồi thử lại.",
    "template_not_docx": "Tệp này không phải tệp Word .docx; hãy mở bằng Word rồi lưu lại với kiểu .docx.",
    "template_reaches_out": "Mẫu có liên kết tự mở tới nơi khác ({target}); hãy bỏ liên kết đó rồi thử lại.",
    "template_macro": "Mẫu có macro; hãy mở bằng Word, lưu lại với kiểu .docx (không macro) rồi thử lại.",
    "template_added_on": (
        "Mẫu có phần bổ trợ của Word (add-in hoặc nút lệnh riêng); hãy chép nội dung sang một tệp .docx mới rồi thử "
        "lại."
    ),
    "template_embedded": "Mẫu có tệp hoặc đối tượng nhúng ({name}); hãy xóa, hoặc thay bằng chữ hay ảnh rồi thử lại.",
    "template_field": (
        "Mẫu có trường {field}, không dùng được trong mẫu báo cáo; hãy bấm vào trường đó, nhấn Ctrl+Shift+F9 để đổi "
        "thành chữ rồi thử lại."
    ),
    "template_dtd": (
        "Mẫu có phần khai báo DTD mà Word không viết ra; hãy mở bằng Word, lưu thành một tệp .docx mới rồi thử lại."
    ),
    "template_without_tags": (
        "Mẫu không có thẻ nào để điền nên tháng nào cũng in ra như nhau; hãy đặt các thẻ, ví dụ “{{{{ trich_yeu }}}}”, "
        "“{{{{ ky_bao_cao }}}}”, theo trang Trợ giúp, mục Mẫu báo cáo."
    ),
    "template_syntax": "Thẻ viết sai ở đoạn “{place}”; hãy sửa theo trang Trợ giúp, mục Mẫu báo cáo.",
    "template_name": "Không có tên “{name}” ở đoạn “{place}”; các tên dùng được ở trang Trợ giúp, mục Mẫu báo cáo.",
    "template_tag": "Thẻ ở đoạn “{place}” làm nhiều hơn điền chữ; chỉ dùng các thẻ ở trang Trợ giúp, mục Mẫu báo cáo.",
    "template_not_alone": "Thẻ có chữ p phải đứng một mình trong đoạn; hãy tách đoạn “{place}”.",
    "template_too_many_tags": "Mẫu có quá nhiều thẻ hoặc một phần dài quá; hãy chia gọn lại rồi thử lại.",
    "template_torn": "Thẻ lặp hoặc thẻ điều kiện mở và đóng không khớp nhau, ví dụ mở trong bảng, đóng ngoài bảng.",
}
