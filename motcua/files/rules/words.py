"""What is wrong with a file, in words, and what the person can do about it."""

#: key → (what happened, what to do); ``{name}`` is the name of the file
WORDS: dict[str, tuple[str, str]] = {
    "empty": (
        "Tệp “{name}” không có nội dung.",
        "Hãy mở tệp trên máy của bạn để kiểm tra, rồi chọn lại.",
    ),
    "broken": (
        "Không đọc được tệp “{name}”: tệp bị hỏng.",
        "Hãy mở thử tệp trên máy của bạn. Nếu không mở được, hãy quét hoặc chụp lại rồi gửi tệp mới.",
    ),
    "cut": (
        "Tệp “{name}” bị thiếu phần cuối.",
        "Tệp có thể chưa tải về hết hoặc bị gián đoạn khi gửi. Hãy thử gửi lại, hoặc lưu lại tệp rồi gửi.",
    ),
    "locked": (
        "Tệp “{name}” đang bị khóa hoặc có mật khẩu, cán bộ sẽ không mở được.",
        "Hãy lưu lại một bản không có mật khẩu rồi gửi bản đó.",
    ),
    "scripts": (
        "Tệp “{name}” có chương trình nhúng bên trong nên không được nhận.",
        "Hãy mở tệp, chọn In rồi “Lưu thành PDF”, và gửi tệp mới lưu.",
    ),
    "launches": (
        "Tệp “{name}” có lệnh tự mở chương trình khác nên không được nhận.",
        "Hãy mở tệp, chọn In rồi “Lưu thành PDF”, và gửi tệp mới lưu.",
    ),
    "reaches": (
        "Tệp “{name}” có lệnh tự gửi dữ liệu hoặc mở tệp ở nơi khác nên không được nhận.",
        "Hãy mở tệp, chọn In rồi “Lưu thành PDF”, và gửi tệp mới lưu.",
    ),
    "macros": (
        "Tệp “{name}” có macro nên không được nhận.",
        "Hãy lưu lại dưới dạng .docx hoặc .xlsx không có macro, hoặc lưu thành PDF.",
    ),
    "bomb": (
        "Tệp “{name}” nở ra quá lớn khi mở nên không được nhận.",
        "Hãy tách thành nhiều tệp nhỏ hơn, hoặc lưu thành PDF rồi gửi lại.",
    ),
    "pixels": (
        "Ảnh “{name}” có quá nhiều điểm ảnh.",
        "Hãy chụp lại ở độ phân giải thường (khoảng 12 triệu điểm ảnh là đủ rõ) hoặc thu nhỏ ảnh.",
    ),
    "escaping": (
        "Tệp “{name}” có đường dẫn không hợp lệ bên trong nên không được nhận.",
        "Hãy mở tệp bằng phần mềm văn phòng, lưu lại bản mới rồi gửi.",
    ),
    "old_office": (
        "Tệp “{name}” thuộc định dạng Office cũ (.doc, .xls), không còn được nhận vì dễ mang mã độc.",
        "Hãy lưu lại dưới dạng .docx, .xlsx hoặc PDF rồi gửi.",
    ),
    "signature": (
        "Tệp “{name}” không phải là một chữ ký số rời hợp lệ.",
        "Hãy xuất lại chữ ký (.p7s) từ phần mềm ký số của bạn.",
    ),
    "virus": (
        "Phần mềm diệt vi-rút phát hiện mã độc trong tệp “{name}”. Tệp không được lưu.",
        "Hãy quét vi-rút máy của bạn, rồi gửi bản sạch của giấy tờ.",
    ),
}
