package io.faultline.experiment.graphql;

import java.time.InstantSource;
import java.util.List;

import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.environment.ImageRegistry;
import io.faultline.experiment.shelf.Kept;
import io.faultline.experiment.shelf.Shelf;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Image registries: kept and given back. Our images are named by the server's settings, so that nothing is rewritten. */
@Component
record RegistryOperations(ProjectId house, Shelf<ImageRegistry> registries, Ids ids, InstantSource clock)
        implements
            Operations {
    record View(boolean isDefault, ImageRegistry imageRegistryInfo, String imageRegistryID, String projectID,
            String updatedAt, String createdAt, Person createdBy, Person updatedBy, boolean isRemoved) {
        static View of(String project, Kept<ImageRegistry> kept, boolean removed) {
            return new View(kept.content().isDefault(), kept.content(), kept.name(), project,
                    Times.text(kept.updatedAt()), Times.text(kept.createdAt()), Person.API, Person.API, removed);
        }
    }

    @Override
    public void enter(Switchboard board) {
        board.query("listImageRegistry", this::list).query("getImageRegistry", this::one)
                .mutation("createImageRegistry", this::create).mutation("updateImageRegistry", this::update)
                .mutation("deleteImageRegistry", this::delete);
    }

    private List<View> list(Asked asked) {
        return registries.all(house).stream().map(each -> View.of(asked.project().id(), each, false)).toList();
    }

    private View one(Asked asked) {
        String id = asked.maybe("imageRegistryID");
        return View.of(asked.project().id(), id == null ? current() : required(id), false);
    }

    private Kept<ImageRegistry> current() {
        return registries.all(house).stream().findFirst().orElseGet(() -> new Kept<>("default", new ImageRegistry(true,
                "docker.io", "litmuschaos", "public", null, null, true), clock.instant(), clock.instant()));
    }

    private Kept<ImageRegistry> required(String id) {
        return registries.find(house, id).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "There is no image registry %s; listImageRegistry names those there are.".formatted(id)));
    }

    private View create(Asked asked) {
        Kept<ImageRegistry> added = new Kept<>(ids.event().toString(), sent(asked), clock.instant(), clock.instant());
        registries.add(house, added);
        return View.of(asked.project().id(), added, false);
    }

    private View update(Asked asked) {
        Kept<ImageRegistry> changed = required(asked.text("imageRegistryID")).changed(sent(asked), clock.instant());
        registries.change(house, changed);
        return View.of(asked.project().id(), changed, false);
    }

    private static ImageRegistry sent(Asked asked) {
        return asked.object("imageRegistryInfo", ImageRegistry.class);
    }

    private @Nullable String delete(Asked asked) {
        Kept<ImageRegistry> kept = required(asked.text("imageRegistryID"));
        registries.remove(house, kept.name());
        return "image registry deleted successfully";
    }
}
