package io.faultline.formats.hub;

/** What the faults of a hub are grouped by: a folder each. */
enum Category {
    KUBERNETES("kubernetes", "Kubernetes", "Faults of pods, their traffic, workloads and nodes"), //
    SPRING_BOOT("spring-boot", "Spring Boot", "Faults that Chaos Monkey makes inside of an application"), //
    MACHINE("machine", "Machine", "Faults of the machine Faultline runs on, and of its processes"), //
    NETWORK("network", "Network", "Faults of what goes through a fault proxy of Faultline's"), //
    APPLICATION("application", "Applications", "Faults that others make on demand");

    private final String folder;
    private final String title;
    private final String description;

    Category(String folder, String title, String description) {
        this.folder = folder;
        this.title = title;
        this.description = description;
    }

    String folder() {
        return folder;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }
}
