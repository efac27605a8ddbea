package io.faultline.injector.net;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.faultline.injector.fault.application.Notation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson. */
final class JacksonNotation implements Notation {
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final JavaType object = mapper.getTypeFactory().constructMapType(LinkedHashMap.class, String.class,
            Object.class);

    @Override
    public Map<String, Object> read(String json) throws IOException {
        try {
            return mapper.readValue(json, object);
        } catch (JacksonException e) {
            throw new IOException("no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public String write(Map<String, ?> written) {
        return mapper.writeValueAsString(written);
    }
}
