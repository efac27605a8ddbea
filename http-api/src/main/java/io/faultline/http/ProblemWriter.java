package io.faultline.http;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller is near: in filters. */
record ProblemWriter(JsonMapper mapper) {
    void write(HttpServletResponse response, ProblemType type, String detail) throws IOException {
        response.setStatus(type.status());
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        if (type.passes()) {
            response.setHeader("Retry-After", ProblemDocument.RETRY_AFTER);
        }
        response.getOutputStream().write(mapper.writeValueAsBytes(ProblemDocument.of(type, detail, List.of())));
    }
}
