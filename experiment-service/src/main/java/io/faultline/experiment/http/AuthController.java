package io.faultline.experiment.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.http.ApiSettings;
import io.faultline.http.Keyring;
import io.faultline.http.SessionTokens;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Litmus' authentication server, as far as a house with one key and one project has anything to answer: the key is the
 * password of the one user there is, and is changed for a token of a day. Whatever would make another user, project or
 * key is told why there is none.
 */
@RestController
@RequestMapping("/auth")
class AuthController {
    static final String ADMIN = "admin";
    private static final String OWNER = "Owner";

    private final ProjectId house;
    private final byte[] key;
    private final SessionTokens sessions;
    private final InstantSource clock;

    AuthController(ProjectId house, ApiSettings settings, SessionTokens sessions, InstantSource clock) {
        this.house = house;
        this.key = settings.required().getBytes(StandardCharsets.UTF_8);
        this.sessions = sessions;
        this.clock = clock;
    }

    record Login(@Nullable String username, @Nullable String password) {}

    record LoggedIn(String accessToken, String projectID, String projectRole, long expiresIn, String type) {}

    record Message(String message) {}

    record Wrong(String error, String errorDescription) {}

    record Data<T>(T data) {}

    record User(String userID, String username, String name, String email, String role, boolean isInitialLogin,
            long createdAt, long updatedAt, boolean isRemoved) {
        static final User ONLY = new User(ADMIN, ADMIN, ADMIN, "", "admin", false, 0, 0, false);
    }

    record Member(String userID, String username, String name, String email, String role, String invitation,
            long joinedAt) {
        static final Member ONLY = new Member(ADMIN, ADMIN, ADMIN, "", OWNER, "Accepted", 0);
    }

    record Project(String projectID, String name, List<Member> members, String state, List<String> tags,
            String description, long createdAt, long updatedAt, boolean isRemoved) {
        static Project of(String id) {
            return new Project(id, ADMIN + "-project", List.of(Member.ONLY), "active", List.of(), "", 0, 0, false);
        }
    }

    record Projects(List<Project> projects, int totalNumberOfProjects) {}

    record UserWithProjects(String id, String username, String name, String email, List<Project> projects) {}

    @PostMapping("/login")
    ResponseEntity<?> login(@RequestBody Login sent, HttpServletRequest request) {
        if (sent.username() == null || sent.username().isBlank() || sent.password() == null
                || sent.password().isEmpty()) {
            return wrong(400, "invalid_request", "username and password are needed");
        }
        boolean fits = MessageDigest.isEqual(key, sent.password().strip().getBytes(StandardCharsets.UTF_8));
        if (!fits || !sent.username().strip().equals(ADMIN)) {
            return wrong(401, "invalid_credentials",
                    "Invalid Credentials: the username is admin, the password the house's API key");
        }
        String token = sessions.issue(ADMIN, clock.instant());
        return ResponseEntity.ok().header("Cache-Control", "no-store")
                .header("Set-Cookie", cookie(token, SessionTokens.VALID, request))
                .body(new LoggedIn(token, house.value(), OWNER, SessionTokens.VALID.toSeconds(), "Bearer"));
    }

    /** For sockets, which web pages open without a header; no script sees it, and no other site's page sends it. */
    private static String cookie(String token, Duration lifetime, HttpServletRequest request) {
        boolean secure = request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        return ResponseCookie.from(Keyring.COOKIE, token).path("/").maxAge(lifetime).httpOnly(true).secure(secure)
                .sameSite("Strict").build().toString();
    }

    /** Nothing is kept of a token, so that nothing can be taken back but all of them. */
    @PostMapping("/logout")
    ResponseEntity<Message> logout(HttpServletRequest request) {
        return ResponseEntity.ok().header("Set-Cookie", cookie("", Duration.ZERO, request)).body(new Message(
                "forget the token: it ends by itself within a day, and at once when the house's key is changed"));
    }

    @GetMapping("/status")
    Map<String, String> status() {
        return Map.of("status", "up");
    }

    @GetMapping("/capabilities")
    Map<String, Map<String, Boolean>> capabilities() {
        return Map.of("dex", Map.of("enabled", false));
    }

    @GetMapping("/list_projects")
    Data<Projects> projects() {
        return new Data<>(new Projects(List.of(Project.of(house.value())), 1));
    }

    @GetMapping("/get_owner_projects")
    Data<List<Project>> owned() {
        return new Data<>(List.of(Project.of(house.value())));
    }

    /** Whatever project is named, it is the one there is, and is named back. */
    @GetMapping("/get_project/{id}")
    Data<Project> project(@PathVariable String id) {
        return new Data<>(Project.of(id));
    }

    @GetMapping("/get_project_role/{id}")
    Map<String, String> role(@PathVariable String id) {
        return Map.of("role", OWNER);
    }

    @GetMapping({"/get_project_members/{id}/{state}", "/get_project_owners/{id}"})
    Data<List<Member>> members(@PathVariable String id, @PathVariable(required = false) @Nullable String state) {
        return new Data<>("not_accepted".equals(state) ? List.of() : List.of(Member.ONLY));
    }

    /** Nobody can be invited, and nobody was. */
    @GetMapping({"/invite_users/{id}", "/list_invitations_with_filters/{state}"})
    Data<List<User>> nobody() {
        return new Data<>(List.of());
    }

    @GetMapping("/users")
    List<User> users() {
        return List.of(User.ONLY);
    }

    @GetMapping("/get_user/{uid}")
    ResponseEntity<?> user(@PathVariable String uid) {
        return uid.equals(ADMIN) ? ResponseEntity.ok(User.ONLY) : unknown();
    }

    @GetMapping("/get_user_with_project/{username}")
    ResponseEntity<?> userWithProjects(@PathVariable String username) {
        return username.equals(ADMIN)
                ? ResponseEntity.ok(new Data<>(
                        new UserWithProjects(ADMIN, ADMIN, ADMIN, "", List.of(Project.of(house.value())))))
                : unknown();
    }

    private static ResponseEntity<Wrong> unknown() {
        return wrong(400, "user does not exist", "there is one user in a house: admin");
    }

    @PostMapping({"/update/password", "/reset/password"})
    ResponseEntity<Wrong> password() {
        return wrong(400, "invalid_request",
                "the password is the house's API key: change FAULTLINE_API_KEY (or its file) of every service, and start them anew");
    }

    @RequestMapping("/**")
    ResponseEntity<Wrong> other() {
        return wrong(400, "invalid_request",
                "there is one user, one project and one key in a house: none is made, changed, invited or removed here");
    }

    @ExceptionHandler
    ResponseEntity<Wrong> unreadable(HttpMessageNotReadableException unreadable) {
        return wrong(400, "invalid_request", "the body has to be a JSON object with username and password");
    }

    private static ResponseEntity<Wrong> wrong(int status, String error, String description) {
        return ResponseEntity.status(status).body(new Wrong(error, description));
    }
}
