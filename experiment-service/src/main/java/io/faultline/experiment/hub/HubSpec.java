package io.faultline.experiment.hub;

import java.util.List;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.experiment.repository.Remote;
import org.jspecify.annotations.Nullable;

/**
 * What people say of a hub.
 *
 * @param remote where it is; null for the one that comes along
 * @param provider what clients call the place it is at, and ask back
 */
public record HubSpec(String name, @Nullable String description, List<String> tags, @Nullable Remote remote,
        @Nullable String provider) {
    public HubSpec {
        name = name == null ? "" : name.strip();
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    public HubSpec(String name, @Nullable String description, List<String> tags, @Nullable Remote remote) {
        this(name, description, tags, remote, null);
    }

    /** At this address from now on. */
    HubSpec at(Remote next) {
        return new HubSpec(name, description, tags, next, provider);
    }

    public void check(Complaints complaints, boolean files) {
        complaints.required(name, "name");
        complaints.at("name").unless(name.length() <= 128 && name.codePoints().noneMatch(Character::isISOControl),
                "must be at most 128 printable characters");
        complaints.at("description").unless(description == null || description.length() <= 1024,
                "must be at most 1024 characters");
        complaints.at("provider").unless(provider == null || provider.length() <= 128,
                "must be at most 128 characters");
        complaints.at("tags").unless(tags.size() <= 50 && tags.stream().allMatch(tag -> tag.length() <= 100),
                "must be at most 50 words of at most 100 characters");
        if (remote == null) {
            complaints.at("url").add("'url' is required");
        } else {
            remote.check(complaints, files);
        }
    }
}
