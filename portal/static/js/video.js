/* Puts a video's player in place of its still picture, when the reader asks for it and not before. */
for (const button of document.querySelectorAll("[data-player]")) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const player = document.createElement("iframe");
    player.src = button.dataset.player;
    player.title = button.dataset.title;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    const video = button.closest(".video");
    const frame = video.querySelector(".video__frame") ?? document.createElement("div");
    frame.className = "video__frame video__frame--playing";
    frame.replaceChildren(player);
    video.querySelector(".video__credit")?.remove();
    button.parentElement.replaceWith(frame);
    player.focus();
  });
}
