# nginx before pm2, with the configurations of docker/nginx: the command says which. Build it in the root of the repository.
ARG NGINX_IMAGE=nginx:1.22.1

FROM ${NGINX_IMAGE}
COPY docker/nginx /etc/conntorture
USER 1000:1000
EXPOSE 8080
ENTRYPOINT ["nginx", "-c"]
CMD ["/etc/conntorture/new-connections.conf"]
