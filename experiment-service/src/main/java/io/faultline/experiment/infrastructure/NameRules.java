package io.faultline.experiment.infrastructure;

import java.util.regex.Pattern;

/** What Kubernetes lets things be named. Whatever passes is safe in a manifest as it is. */
final class NameRules {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern QUALIFIED = Pattern
            .compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_./:@]{0,254}");

    private NameRules() {}

    /** Of namespaces and service accounts. */
    static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    static boolean isQualified(String text) {
        return QUALIFIED.matcher(text).matches();
    }

    static boolean isImage(String text) {
        return IMAGE.matcher(text).matches();
    }
}
