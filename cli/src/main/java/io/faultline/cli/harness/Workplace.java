package io.faultline.cli.harness;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where an experiment is, in Harness' words; a Faultline has one project and takes any. */
public record Workplace(String account, String organisation, String project) {
    Map<String, String> identifiers() {
        Map<String, String> identifiers = new LinkedHashMap<>();
        identifiers.put("orgIdentifier", organisation);
        identifiers.put("accountIdentifier", account);
        identifiers.put("projectIdentifier", project);
        return identifiers;
    }
}
