package io.faultline.experiment.gitops;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.experiment.repository.PathRules;
import io.faultline.experiment.repository.Remote;

/**
 * Where experiments are taken from.
 *
 * @param folder of the repository: <code>litmus/PROJECT</code>
 */
public record GitOpsSpec(Remote remote, String folder) {
    private static final Pattern FILE = Pattern.compile("([^/]+)\\.ya?ml");

    /** In this repository from now on. */
    GitOpsSpec in(Remote next) {
        return new GitOpsSpec(next, folder);
    }

    public void check(Complaints complaints, boolean files) {
        remote.check(complaints, files);
        complaints.at("folder").unless(PathRules.isSafe(folder),
                "must be a path of letters, digits and - . _ inside of the repository");
    }

    /** The experiment a file is of: its name; nothing if it is none. */
    public Optional<String> experiment(String path) {
        Matcher matcher = path.startsWith(folder + "/")
                ? FILE.matcher(path.substring(folder.length() + 1))
                : FILE.matcher("");
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
