// The theme opens all that is folded before it prints. So what the reader has opened is marked; only that is printed.
for (const country of document.querySelectorAll(".g-print")) {
  country.firstElementChild.addEventListener("click", () => country.classList.toggle("g-mine", !country.open))
}
