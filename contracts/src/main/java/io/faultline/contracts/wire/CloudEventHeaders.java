package io.faultline.contracts.wire;

/** Header names of CloudEvents 1.0 in Kafka's binary content mode, and the extensions used here. */
public enum CloudEventHeaders {
    ID("ce_id"), TYPE("ce_type"), SOURCE("ce_source"), SUBJECT("ce_subject"), TIME("ce_time"), SPEC_VERSION(
            "ce_specversion"), PROJECT("ce_projectid"), CONTENT_TYPE("content-type"), TRACEPARENT("traceparent");

    private final String header;

    CloudEventHeaders(String header) {
        this.header = header;
    }

    public String header() {
        return header;
    }
}
