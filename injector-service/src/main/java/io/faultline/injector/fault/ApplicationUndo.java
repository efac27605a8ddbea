package io.faultline.injector.fault;

/** How an effect is taken away that an application, or a proxy before it, makes itself. */
public sealed interface ApplicationUndo extends Undo {
    /** Where it takes orders. */
    Door door();

    /** A toxic is taken out of a proxy of a Toxiproxy server. */
    record RemoveRemoteToxic(Door door, String proxy, String toxic) implements ApplicationUndo {
        @Override
        public String byHand() {
            return "%scurl -X DELETE %s/proxies/%s/toxics/%s".formatted(door.approach(), door.address(), proxy, toxic);
        }

        @Override
        public String deed() {
            return "healed the proxy '%s' of Toxiproxy at %s".formatted(proxy, door.name());
        }
    }

    /** A proxy of a Toxiproxy server is enabled again. */
    record EnableRemoteProxy(Door door, String proxy) implements ApplicationUndo {
        @Override
        public String byHand() {
            return "%scurl -X POST -d '{\"enabled\":true}' %s/proxies/%s".formatted(door.approach(), door.address(),
                    proxy);
        }

        @Override
        public String deed() {
            return "enabled the proxy '%s' of Toxiproxy at %s again".formatted(proxy, door.name());
        }
    }

    /**
     * Chaos Monkey gets back the settings it had.
     *
     * @param enabled whether it was
     * @param assaults its settings, as it is told them
     * @param watchers what it watched, as it is told that
     * @param kills whether its application was to end: then nobody may be there to be told, and with it went the
     *     settings
     */
    record CalmMonkey(Door door, boolean enabled, String assaults, String watchers, boolean kills)
            implements
                ApplicationUndo {
        @Override
        public String byHand() {
            return "%scurl -X POST %s/%s && %s && %s".formatted(door.approach(), door.address(),
                    enabled ? "enable" : "disable", post("assaults", assaults), post("watchers", watchers));
        }

        private String post(String path, String json) {
            return "curl -X POST -H 'Content-Type: application/json' -d '%s' %s/%s"
                    .formatted(json.replace("'", "'\\''"), door.address(), path);
        }

        @Override
        public String deed() {
            return "gave Chaos Monkey at %s the settings it had".formatted(door.name());
        }
    }
}
