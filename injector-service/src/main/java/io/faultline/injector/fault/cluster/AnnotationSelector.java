package io.faultline.injector.fault.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Annotations that are there, some with a given value: <code>chaos=true,team</code>. */
record AnnotationSelector(List<String> wanted) {
    static AnnotationSelector of(String text) {
        return new AnnotationSelector(Arrays.stream(text.split(",")).map(String::strip).filter(each -> !each.isEmpty())
                .toList());
    }

    boolean matches(Map<String, String> annotations) {
        return wanted.stream().allMatch(each -> {
            int equals = each.indexOf('=');
            return equals < 0
                    ? annotations.containsKey(each)
                    : each.substring(equals + 1).equals(annotations.get(each.substring(0, equals)));
        });
    }
}
