document.getElementById("app").textContent = "devloop";
